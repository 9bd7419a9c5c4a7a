/** Makes a button copy the text of an element; where the browser will not, it selects the text instead. */
export function makeCopyButton(button: HTMLElement, source: HTMLElement): void {
  const label = button.textContent ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  button.addEventListener('click', async () => {
    const copied = await copy(source.textContent ?? '');
    if (!copied) getSelection()?.selectAllChildren(source);
    button.textContent = copied ? 'Copied' : 'Selected';
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
    }, 2_000);
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
