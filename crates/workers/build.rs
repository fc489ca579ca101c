//! Builds the crate anew when a file is added to the Python package that it embeds: the macro that embeds the package
//! does not notice.

fn main() {
    println!("cargo:rerun-if-changed=../../worker/runyard_worker");
}
