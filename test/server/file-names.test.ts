import { describe, expect, it } from 'vitest';
import { openServer } from '../support/application-server.ts';
import { samples } from '../support/uploads.ts';

/** Under which name a file is stored that comes under another. */
async function nameOf(given: string, kind: keyof typeof samples = 'pdf'): Promise<string> {
  const { apply, upload } = openServer();
  const { body } = await upload(await apply(), [{ name: given, content: samples[kind]() }]);
  return body.files[0].name;
}

describe('the name of a file', () => {
  it.each([
    'cdl.pdf',
    'CDL.PDF',
    'medical card (front).pdf',
    "O'Brien & Söhne #1.pdf",
    'лицензия.pdf',
    '驾驶执照.pdf',
    'رخصة.pdf',
    '🚚 my truck 👨‍👩‍👧.pdf',
    'v1.2 final.pdf',
  ])('%s stays as it is', async (name) => {
    expect(await nameOf(name)).toBe(name);
  });

  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\windows\\win.ini', 'win.pdf'],
    ['C:\\fakepath\\cdl.pdf', 'cdl.pdf'],
    ['/cdl.pdf', 'cdl.pdf'],
    ['cdl.pdf/', 'file.pdf'],
    ['..', 'file.pdf'],
    ['...pdf', 'pdf.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    [' cdl .pdf. ', 'cdl.pdf'],
    ['CON', '_CON.pdf'],
    ['con.pdf', '_con.pdf'],
    ['LPT1.backup.pdf', '_LPT1.backup.pdf'],
    ['a\tb\u0000c\u007f.pdf', 'abc.pdf'],
    ['a<b>c:d"e|f?g*h.pdf', 'a-b-c-d-e-f-g-h.pdf'],
    ['cdl\u202Efdp.exe', 'cdlfdp.pdf'],
    ['\u2066cdl\u2069\u200F.pdf', 'cdl.pdf'],
    ['e\u0301.pdf', '\u00e9.pdf'],
  ])('%j becomes %j', async (given, name) => {
    expect(await nameOf(given)).toBe(name);
  });

  it.each([
    ['photo.jpg', 'pdf', 'photo.pdf'],
    ['cdl.pdf', 'jpeg', 'cdl.jpg'],
    ['cdl.jpeg', 'jpeg', 'cdl.jpeg'],
    ['cdl.JPG', 'jpeg', 'cdl.JPG'],
    ['scan.html', 'png', 'scan.png'],
    ['cdl.pdf.exe', 'pdf', 'cdl.pdf'],
    ['cdl', 'png', 'cdl.png'],
    ['John.Smith', 'pdf', 'John.Smith.pdf'],
    ['No. 7', 'pdf', 'No. 7.pdf'],
  ] as const)('%s of what is %s becomes %s', async (given, kind, name) => {
    expect(await nameOf(given, kind)).toBe(name);
  });

  it('is at most 100 characters long, its extension included, and cuts none in half', async () => {
    expect(await nameOf(`${'n'.repeat(300)}.pdf`)).toBe(`${'n'.repeat(96)}.pdf`);
    expect(await nameOf(`${'🚚'.repeat(300)}.pdf`)).toBe(`${'🚚'.repeat(96)}.pdf`);
  });

  it('is made up where the sender gives none', async () => {
    const { apply, upload } = openServer();
    const { status, body } = await upload(await apply(), [{ content: samples.png() }]);
    expect([status, body.files[0].name]).toEqual([202, 'file.png']);
  });
});
