//! How far a run is.

/// Is told how far a run is, from any thread.
pub trait Progress: Sync {
    /// A stage begins, of so many steps; 0 where they are not counted.
    fn stage(&self, name: &'static str, steps: usize);
    /// One step of it is done.
    fn step(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}
