const texts = new WeakMap<Response, string>();

/** Says what the log is to show of an answer whose body cannot, or should not, be read for it. */
export function logAs(response: Response, text: string): Response {
  texts.set(response, text);
  return response;
}

/** The body of an answer as the log shows it. */
export async function loggedText(response: Response): Promise<string> {
  return texts.get(response) ?? response.clone().text();
}
