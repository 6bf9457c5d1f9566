const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

// '12 bytes', '1.5 MB': in powers of 1024, as S3's console counts.
export function sizeText(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  // From 1023.95 on, one digit behind the point would show 1024.0.
  while (unit < UNITS.length - 1 && amount >= (unit === 0 ? 1024 : 1023.95)) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${UNITS[unit]}`;
}
