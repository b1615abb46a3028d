package org.tgraph.diagnostic;

/**
 * The kinds of problem, each with a page in {@code docs/errors/} that {@code tgraph explain} shows.
 */
public enum Code {
  // TG01: syntax
  TG0101("unexpected text"),
  TG0102("missing bracket"),
  TG0103("unfinished text"),
  TG0104("bad number"),
  TG0105("nested too deeply"),
  TG0106("chained comparison"),
  TG0107("bad character"),
  TG0108("written as in another language"),
  TG0109("bad escape"),
  TG0110("missing let"),
  TG0111("missing comma"),
  TG0199("not supported yet"),

  // TG02: names
  TG0201("unknown name"),
  TG0202("name defined twice"),
  TG0203("unknown field"),
  TG0204("unknown module"),
  TG0205("unknown type"),
  TG0206("unknown argument"),
  TG0207("missing argument"),
  TG0208("too many arguments"),
  TG0209("argument given twice"),
  TG0210("recursion"),
  TG0211("statement in the wrong place"),
  TG0212("modules import each other"),
  TG0213("value not used"),

  // TG03: shapes and sizes
  TG0301("sizes that must be equal differ"),
  TG0302("shapes do not broadcast"),
  TG0303("wrong number of axes"),
  TG0304("axis out of range"),
  TG0305("index out of range"),
  TG0306("size that cannot be found"),
  TG0307("negative size"),
  TG0308("wrong number of elements"),
  TG0309("size that is not known"),
  TG0310("both sides grow"),
  TG0311("too many indices"),
  TG0312("loop without a bound"),
  TG0313("loop bounds differ"),
  TG0314("axis inside a pack"),
  TG0315("bad list of axes"),
  TG0316("bad einsum"),
  TG0317("size too large"),
  TG0318("window that does not fit"),

  // TG04: types
  TG0401("wrong kind of element"),
  TG0402("element types do not mix"),
  TG0403("literal does not fit"),
  TG0404("not a function"),
  TG0405("no fields or parts"),
  TG0406("branches differ"),
  TG0407("condition is not a bool"),
  TG0408("pattern does not fit"),
  TG0409("not the declared type"),
  TG0410("items differ"),
  TG0411("not known before the program runs"),
  TG0412("cannot be converted"),
  TG0413("wrong type of argument"),
  TG0414("not an index"),
  TG0415("state of a loop changes"),
  TG0416("key used twice"),

  // TG05: derivatives
  TG0501("no derivative"),
  TG0502("not an argument to differentiate by"),
  TG0503("rule of a derivative is wrong"),

  // TG06: models
  TG0601("not a distribution"),
  TG0602("shape of a site"),
  TG0603("not a model and its data"),
  TG0604("wrong site"),
  TG0605("not known of a distribution"),
  TG0606("cannot be sampled"),
  TG0607("trajectories that diverged"),
  TG0608("trajectories cut short"),
  TG0609("energy explored slowly"),
  TG0610("chains that do not agree"),
  TG0611("few effective draws"),
  TG0612("an approximation far from the posterior"),
  TG0613("a search that has not settled"),
  TG0614("an improper posterior"),

  // TG07: files and data
  TG0701("file not found"),
  TG0702("file cannot be read"),
  TG0703("file does not have the declared type"),
  TG0704("unknown file format"),
  TG0705("access outside the script's folder"),
  TG0706("file cannot be written"),

  // TG08: while the program runs
  TG0801("assertion failed"),
  TG0802("index out of range while running"),
  TG0803("singular matrix"),
  TG0804("shape is not the promised one"),
  TG0805("out of memory"),
  TG0806("no result for these values"),
  TG0807("not done in time"),
  TG0808("no start for a sampler"),
  TG0811("a function's assertion failed"),

  // TG09: backends
  TG0901("not supported by the backend"),
  TG0902("backend not available");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /** A few words, as the heading of its page. */
  public String title() {
    return title;
  }
}
