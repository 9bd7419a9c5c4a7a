/** The shortest text that says something of a person. */
const shortest = 5;

/** A text as it may stand somewhere: as it is, and as programs write it that pass it on. */
function formsOf(value: string): { readonly loose: string[]; readonly exact: string[] } {
  const utf8 = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const url = encodeURIComponent(value);
  const form = new URLSearchParams({ '': value }).toString().slice(1);
  // Within something longer it begins at one of three places of the code, which change its ends.
  const base64 = [0, 1, 2].map((offset) => {
    const code = Buffer.concat([Buffer.alloc(offset), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    return code.slice(offset === 0 ? 0 : offset + 1, (offset + utf8.length) % 3 === 0 ? undefined : -1);
  });
  return {
    loose: [value, json, JSON.stringify(json).slice(1, -1), ascii, html, url, form, utf8.toString('hex')],
    exact: base64.flatMap((code) => [code, code.replaceAll('+', '-').replaceAll('/', '_')]),
  };
}

/** Those of some texts that stand in a larger one, in whatever case and encoding. Texts too short to tell are an error. */
export function tracesOf(values: Iterable<string>, printed: string): string[] {
  const small = printed.toLowerCase();
  return [...values].filter((value) => {
    if (value.length < shortest) throw new Error(`${value} may stand anywhere`);
    const { loose, exact } = formsOf(value);
    return (
      loose.some((form) => small.includes(form.toLowerCase())) || exact.some((code) => printed.includes(code))
    );
  });
}
