/**
 * Brings `attribution-consent` of every form on the page in line with what the reader has decided. The server's answer
 * may come from a page cache, and the reader may decide only now.
 *
 * Names: WP Consent API, readme.txt, "Javascript" and "Events".
 */
(() => {
  const update = () => {
    if (typeof window.wp_has_consent !== 'function') return;
    const consent = window.wp_has_consent('marketing') ? 'granted' : 'denied';
    for (const form of document.querySelectorAll('applicant-intake')) {
      form.setAttribute('attribution-consent', consent);
    }
  };

  document.addEventListener('wp_consent_type_defined', update);
  document.addEventListener('wp_listen_for_consent_change', update);
  // The consent plugin's script may come after this one.
  window.addEventListener('load', update);
  update();
})();
