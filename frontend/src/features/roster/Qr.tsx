import { QRCodeSVG } from 'qrcode.react';

/** A QR code; a chunk of its own, because few pages show one. */
export default function Qr({ text, size, label }: { text: string; size: number; label: string }) {
  return <QRCodeSVG value={text} size={size} level="M" marginSize={2} title={label} role="img" />;
}
