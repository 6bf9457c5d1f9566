// Light or dark: what the user chose on this computer, else what the system says.
import { Mode, applyMode } from '@cloudscape-design/global-styles';

const KEY = 'tacet.dark';

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be forbidden
  }
}

export function isDark(): boolean {
  const choice = stored();
  if (choice !== null) return choice === 'true';
  return window.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;
}

export function applyDark(dark: boolean): void {
  applyMode(dark ? Mode.Dark : Mode.Light);
}

export function chooseDark(dark: boolean): void {
  applyDark(dark);
  try {
    localStorage.setItem(KEY, String(dark));
  } catch {
    // Then it is chosen for this page alone.
  }
}
