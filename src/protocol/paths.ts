/** The paths of the intake API, as both sides write them. */
export const applicationsPath = '/v1/applications';

export const applicationPath = (id: string) => `${applicationsPath}/${id}`;

export const applicationFilesPath = (id: string) => `${applicationPath(id)}/files`;

/** A form's definition. */
export const formPath = (form: string) => `/v1/forms/${encodeURIComponent(form)}`;

/** A challenge to solve while a person fills in the form; 404 where the proxy gives out none. */
export const challengePath = '/v1/challenge';
