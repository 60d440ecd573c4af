/** What is longer is no name and no version: both are kept in indexes. */
export const MAX_NAME_LENGTH = 512;
