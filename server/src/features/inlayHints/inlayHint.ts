/** A short text that an editor shows within a line, which is not part of the file. */
export interface InlayHintText {
  /** Behind which character it stands, in UTF-16 code units from the beginning of the document, or of the file. */
  readonly offset: number;
  readonly label: string;
  /** Why, in plain text. */
  readonly tooltip: string;
}
