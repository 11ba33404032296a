// What is wrong with the text of an expression, found before it is ever evaluated.

/** One mistake in an expression. */
export interface ExpressionIssue {
  /** One sentence without a full stop. */
  readonly message: string
  /** Where: the UTF-16 offset in the text. */
  readonly position: number
}

/** Thrown while an expression is parsed and compiled, and caught by whoever began it: never seen outside. */
export class InvalidExpression {
  readonly issue: ExpressionIssue

  constructor(message: string, position: number) {
    this.issue = { message, position }
  }
}
