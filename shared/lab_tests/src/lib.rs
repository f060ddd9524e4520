//! The tests of the lab, in a package of their own: the lab is optimised in every
//! profile, and what is tested only once need not be.
