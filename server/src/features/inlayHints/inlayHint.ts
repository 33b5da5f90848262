/** A short text that an editor shows within a line and that is not part of the file. */
export interface InlayHintText {
  /** The hint is shown after this offset, in UTF-16 code units from the beginning of the document, or of the file. */
  readonly offset: number;
  readonly label: string;
  /** The reason, as plain text. */
  readonly tooltip: string;
}
