// The characters that ids and tokens are made of.

export const digits = '0123456789'
export const lower = 'abcdefghijklmnopqrstuvwxyz'
export const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const hex = `${digits}abcdef`
export const upperHex = `${digits}ABCDEF`
export const lettersAndDigits: string = digits + upper + lower
/** Base 32 after Crockford: no I, L, O, U. */
export const crockford = `${digits}ABCDEFGHJKMNPQRSTVWXYZ`
