/**
 * For pages that show a hosted form in a frame: gives the frame the height of what is in it. Each frame is known by its
 * window and its origin, which must be this script's own; where it stands and when it was loaded does not matter.
 */
const own = new URL((document.currentScript as HTMLScriptElement).src).origin;
const frames = () =>
  [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(`${own}/form/`));
const greet = (frame: HTMLIFrameElement) =>
  // Says nothing but that there is somebody here; before the frame has loaded, nobody hears it.
  frame.contentWindow?.postMessage({ applicantIntake: 'hello' }, '*');

addEventListener('message', ({ source, origin, data }) => {
  const said = data?.applicantIntake;
  const frame = origin === own && said && frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  if (said === 'ready') greet(frame);
  if (said.height > 0 && said.height < 1e5) {
    frame.style.height = `${said.height + frame.offsetHeight - frame.clientHeight}px`;
  }
  const { top } = frame.getBoundingClientRect();
  if (said.top && (top < 0 || top > innerHeight)) frame.scrollIntoView();
});
frames().forEach(greet);
