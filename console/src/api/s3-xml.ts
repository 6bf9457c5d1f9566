// The little of XML that S3's answers need.

export function parseXml(text: string): Document | undefined {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  return document.querySelector('parsererror') ? undefined : document;
}

// In whatever namespace: servers differ in whether they name S3's.
export function elementsOf(document: Document, name: string): Element[] {
  return [...document.getElementsByTagNameNS('*', name)];
}

export function childrenOf(parent: Element, name: string): Element[] {
  return [...parent.children].filter((child) => child.localName === name);
}

export function childText(parent: Element, name: string): string {
  return childrenOf(parent, name)[0]?.textContent ?? '';
}
