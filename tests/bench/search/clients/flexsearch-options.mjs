// What both sides must agree on: FlexSearch's encoder for Chinese, Japanese and Korean.

import { Charset } from "flexsearch";

export const OPTIONS = { encoder: Charset.CJK, tokenize: "forward" };
