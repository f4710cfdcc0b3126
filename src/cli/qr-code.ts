import { toString as drawQrCode } from 'qrcode';

/** A QR code as text for a terminal: dark on light by escape codes, whatever the terminal's colours. */
export function terminalQrCode(text: string): Promise<string> {
  return drawQrCode(text, { type: 'terminal', small: true, errorCorrectionLevel: 'M' });
}
