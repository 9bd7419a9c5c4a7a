export { type Handler, type Listening, type ListenOptions, listen } from './listen.ts';
export { type ServeOptions, type Serving, serve } from './serve.ts';
export { readSettings, type Settings, SettingsError, type SettingsSources } from './settings.ts';
