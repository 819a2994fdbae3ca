//! Pages of a small site, and the HTML of single nodes.

mod fixture;
mod markup;
mod pages;
