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
    'می\u200cخواهم.pdf',
    'क्\u200dष.pdf',
    'Resume J.Doe.pdf',
    'console.pdf',
    'com.pdf',
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
    ['...pdf', 'file.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    [' cdl .pdf. ', 'cdl.pdf'],
    ['CON', '_CON.pdf'],
    ['con.pdf', '_con.pdf'],
    ['LPT1.backup.pdf', '_LPT1.backup.pdf'],
    ['con .pdf', '_con.pdf'],
    ['nul .x.pdf', '_nul .x.pdf'],
    [' AUX.pdf', '_AUX.pdf'],
    ['COM\u00b9.pdf', '_COM\u00b9.pdf'],
    ['lpt\u00b3.pdf', '_lpt\u00b3.pdf'],
    ['CONIN$.pdf', '_CONIN$.pdf'],
    ['conout$ .a.pdf', '_conout$ .a.pdf'],
    ['n\u200bul.pdf', '_nul.pdf'],
    ['\u3164.pdf', 'file.pdf'],
    ['\u00ad.pdf', 'file.pdf'],
    ['\u200c.pdf', 'file.pdf'],
    ['\u200d\u200c \u180e\u2800.pdf', 'file.pdf'],
    ['\u0301.pdf', 'file.pdf'],
    ['c\u00add\u180el\u3164.pdf', 'cdl.pdf'],
    ['cdl\u{e0041}\u{e007f}\u200d.pdf', 'cdl.pdf'],
    ['cdl\u200c 2.pdf', 'cdl 2.pdf'],
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
    ['Resume J.Doe', 'pdf', 'Resume J.Doe.pdf'],
    ['cdl.HEIC', 'jpeg', 'cdl.jpg'],
    ['cdl.docx', 'pdf', 'cdl.pdf'],
  ] as const)('%s of what is %s becomes %s', async (given, kind, name) => {
    expect(await nameOf(given, kind)).toBe(name);
  });

  it('is at most 100 characters and 200 bytes long, its extension included, and cuts none in half', async () => {
    expect(await nameOf(`${'n'.repeat(300)}.pdf`)).toBe(`${'n'.repeat(96)}.pdf`);
    expect(await nameOf(`${'🚚'.repeat(300)}.pdf`)).toBe(`${'🚚'.repeat(49)}.pdf`);
    expect(await nameOf(`${'é'.repeat(300)}.pdf`)).toBe(`${'é'.repeat(96)}.pdf`);
    const family = '👨‍👩‍👧';
    expect(await nameOf(`${family.repeat(300)}.pdf`)).toBe(`${family.repeat(10)}.pdf`);
    expect(await nameOf(`a${'\u0335'.repeat(300)}.pdf`)).toBe(`a${'\u0335'.repeat(95)}.pdf`);
  });

  it('is found in one go, however long and odd the one given is', async () => {
    expect(await nameOf(`cdl${'.'.repeat(1_000_000)}x.pdf`)).toMatch(/^cdl\.{93}\.pdf$/);
    expect(await nameOf(`cdl${'\u200d'.repeat(1_000_000)}.pdf`)).toBe('cdl.pdf');
  });

  it('is made up where the sender gives none', async () => {
    const { apply, upload } = openServer();
    const { status, body } = await upload(await apply(), [{ content: samples.png() }]);
    expect([status, body.files[0].name]).toEqual([202, 'file.png']);
  });
});
