//! The dictionary that is part of the program: IPADIC, compiled by the build script.

lindera_dictionary::embedded_dictionary!("/ipadic", Ipadic);
