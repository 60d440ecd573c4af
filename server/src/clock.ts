/** Now. Decisions take it as an argument so that they stay pure. */
export type Clock = () => Date;
