// Gives the user a file, as a click on a link would. An address elsewhere keeps its own name.
export function saveAs(address: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
}

export function saveText(text: string, fileName: string, type = 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  saveAs(address, fileName);
  // The browser has taken it over once this task is done.
  setTimeout(() => URL.revokeObjectURL(address));
}
