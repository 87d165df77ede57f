import type { Outcome, Problem } from '../experiment'

export type Refusal = Extract<Outcome<unknown>, { ok: false }>

/** One problem: `path` is the place in the file, as in “line 5, column “hours””. */
export function refuse(path: string, message: string): { ok: false; problems: [Problem] } {
  return { ok: false, problems: [{ path, message }] }
}

/** The problems of a part, each with the part's name before its place. */
export function refusedIn(part: string, { problems }: Refusal): { ok: false; problems: Problem[] } {
  return {
    ok: false,
    problems: problems.map(({ path, message }) => ({ path: path ? `${part}: ${path}` : part, message })),
  }
}
