// How many read the same thread now: what a page may ask of the server by itself grows rarer with them.
export const crowd = { size: 0 };
