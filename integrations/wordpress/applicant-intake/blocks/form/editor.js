/**
 * The block in the editor: a box that says what will be here, and the settings that authors need. What the page will
 * print is rendered by the server, and so is the fallback that the box shows.
 */
(({ blockEditor, blocks, components, element, i18n, serverSideRender: ServerSideRender }) => {
  const { createElement: el, Fragment } = element;
  const { __ } = i18n;

  /** The codes of `application-type`. */
  const roles = () => [
    { value: '', label: __('Ask the applicant', 'applicant-intake') },
    { value: 'CONTRACTOR', label: __('Contractor driver', 'applicant-intake') },
    { value: 'OWNER_OP', label: __('Owner operator', 'applicant-intake') },
    { value: 'FLEET_OWNER', label: __('Fleet owner', 'applicant-intake') },
    { value: 'DRIVER_FOR_OWNER', label: __('Driver for an owner', 'applicant-intake') },
    { value: 'COMPANY', label: __('Company driver', 'applicant-intake') },
    { value: 'LEASE_PURCHASE', label: __('Lease purchase', 'applicant-intake') },
    { value: 'STUDENT', label: __('Student driver', 'applicant-intake') },
  ];

  const themes = () => [
    { value: '', label: __('As the page', 'applicant-intake') },
    { value: 'auto', label: __('As the reader’s device', 'applicant-intake') },
    { value: 'light', label: __('Light', 'applicant-intake') },
    { value: 'dark', label: __('Dark', 'applicant-intake') },
  ];

  function Edit({ attributes, setAttributes }) {
    const control = (type, name, props) =>
      el(type, {
        key: name,
        value: attributes[name] ?? '',
        // Nothing is saved for what is left empty, so that the settings of the site hold.
        onChange: (value) => setAttributes({ [name]: value || undefined }),
        __nextHasNoMarginBottom: true,
        __next40pxDefaultSize: true,
        ...props,
      });
    const { TextControl, SelectControl, PanelBody, Placeholder, Disabled } = components;

    return el(
      Fragment,
      null,
      el(
        blockEditor.InspectorControls,
        null,
        el(
          PanelBody,
          { title: __('Application form', 'applicant-intake') },
          control(TextControl, 'form', {
            label: __('Form', 'applicant-intake'),
            help: __('Empty: the form of the site’s settings.', 'applicant-intake'),
          }),
          control(SelectControl, 'applicationType', {
            label: __('Application type', 'applicant-intake'),
            options: roles(),
          }),
          control(TextControl, 'applicationSource', {
            label: __('Application source', 'applicant-intake'),
            help: __('Empty: the source of the site’s settings.', 'applicant-intake'),
          }),
          control(TextControl, 'jobId', { label: __('Job', 'applicant-intake') }),
          control(TextControl, 'locale', {
            label: __('Language', 'applicant-intake'),
            help: __('Such as es. Empty: the language of the site.', 'applicant-intake'),
          }),
          control(SelectControl, 'theme', { label: __('Colors', 'applicant-intake'), options: themes() }),
        ),
      ),
      el(
        'div',
        blockEditor.useBlockProps(),
        el(
          Placeholder,
          {
            icon: 'clipboard',
            label: __('Driver application form', 'applicant-intake'),
            instructions: __(
              'The form appears here on the page. Readers whose browser runs no script see this instead:',
              'applicant-intake',
            ),
          },
          el(Disabled, null, el(ServerSideRender, { block: 'applicant-intake/form', attributes })),
        ),
      ),
    );
  }

  blocks.registerBlockType('applicant-intake/form', { edit: Edit, save: () => null });
})(window.wp);
