import type { ReactNode } from 'react';
import styles from './FormattedText.module.css';
import { type Formatted, type Piece, piecesOf } from './formatting';

/** The words of a message with what is bold, struck, code, a link. */
export function FormattedText({ body, entities }: Formatted) {
  let at = 0;
  return piecesOf({ body, entities }).map((piece) => {
    const key = at;
    at += piece.text.length;
    return <PieceView key={key} piece={piece} />;
  });
}

function PieceView({ piece: { text, kinds, href } }: { piece: Piece }): ReactNode {
  let drawn: ReactNode = text;
  if (kinds.has('code')) drawn = <code className={styles.code}>{drawn}</code>;
  if (kinds.has('pre')) drawn = <code className={styles.pre}>{drawn}</code>;
  if (kinds.has('bold')) drawn = <strong>{drawn}</strong>;
  if (kinds.has('italic')) drawn = <em>{drawn}</em>;
  if (kinds.has('strike')) drawn = <s>{drawn}</s>;
  if (!href) return drawn;
  return (
    <a className={styles.link} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {drawn}
    </a>
  );
}
