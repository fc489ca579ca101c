//! What the repository promises about itself: layers, references, and the ledger of operations.

mod layers;
mod ledger;
mod references;
