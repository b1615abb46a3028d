/** A picture that a run drew, and the statement that drew it: offsets in the script. */
export interface Picture {
  picture: string;
  start: number;
  end: number;
}

/** What `tgraph run --drawn` wrote until now; of a file that was drawn twice, the second. */
export function picturesIn(list: string): Picture[] {
  const found = new Map<string, Picture>();
  // The last line may not be written to its end yet.
  for (const line of list.split(/\r?\n/).slice(0, -1)) {
    const picture = JSON.parse(line) as Picture;
    found.set(picture.picture, picture);
  }
  return [...found.values()];
}
