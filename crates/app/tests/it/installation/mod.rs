//! What belongs to regions and to the installation as a whole.

mod demo_clock;
mod regions;
