/** The paths of the intake API, as both sides write them. */
export const applicationsPath = '/v1/applications';

export const applicationPath = (id: string) => `${applicationsPath}/${id}`;

export const applicationFilesPath = (id: string) => `${applicationPath(id)}/files`;
