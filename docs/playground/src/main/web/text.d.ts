/** A file as it is: see build.mjs. */
declare module "*.json?text" {
  const text: string;
  export default text;
}
