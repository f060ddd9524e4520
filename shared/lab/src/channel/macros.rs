/// Waits for the first of several channel operations that can go through, and
/// carries it out. Of several that are ready, any may be taken.
///
/// The syntax is that of `crossbeam::channel::select!`: arms
/// `recv(receiver) -> result => body`, `send(sender, message) -> result => body`,
/// and one of `default => body` (nothing is ready) or
/// `default(timeout) => body` (nothing was ready in time). A body may `break`,
/// `continue`, `return` or use `?` as if it stood outside the macro.
///
/// ```
/// use lab::channel::{bounded, select};
///
/// let (sender, receiver) = bounded(1);
/// sender.send(7).unwrap();
/// let got = select! {
///     recv(receiver) -> message => message.ok(),
///     default => None,
/// };
/// assert_eq!(got, Some(7));
/// ```
#[macro_export]
macro_rules! select {
    ($($arms:tt)*) => {
        $crate::__select!(@start (new) $($arms)*)
    };
}

/// As [`select!`](crate::select!), but of several operations that are ready the
/// one that stands first is taken.
#[macro_export]
macro_rules! select_biased {
    ($($arms:tt)*) => {
        $crate::__select!(@start (new_biased) $($arms)*)
    };
}

/// Takes the arms one by one. Each gives the expression of its handle, a pattern
/// that names it, a statement that adds the operation to the set, and a match
/// arm that completes it; the names that a step introduces are its own, so
/// every arm has its own `index` and `handle`.
///
/// The handles are what a `match` looks at: temporaries in their expressions
/// then live to its end, as in crossbeam.
#[doc(hidden)]
#[macro_export]
macro_rules! __select {
    (@start ($new:ident)) => {
        loop {
            let _ = $crate::channel::never::<()>().recv();
        }
    };
    (@start ($new:ident) $($arms:tt)+) => {
        $crate::__select!(
            @arms ($new select operation) (() () () ()) () $($arms)+
        )
    };

    // No arms are left: put everything in its place.
    (@arms ($new:ident $select:ident $operation:ident)
        (($($handle:expr,)*) ($($name:ident,)*) ($($add:tt)*) ($($complete:tt)*)) ()
    ) => {
        match ($($handle,)*) {
            ($($name,)*) => {
                let mut $select = $crate::channel::Select::$new();
                $($add)*
                let $operation = $select.select();
                match $operation.index() {
                    $($complete)*
                    _ => ::core::unreachable!(),
                }
            }
        }
    };
    (@arms ($new:ident $select:ident $operation:ident)
        (($($handle:expr,)*) ($($name:ident,)*) ($($add:tt)*) ($($complete:tt)*))
        (($method:ident $($timeout:expr)?) $default:expr)
    ) => {
        match ($($handle,)*) {
            ($($name,)*) => {
                let mut $select = $crate::channel::Select::$new();
                $($add)*
                match $select.$method($($timeout)?) {
                    ::core::result::Result::Err(_) => {
                        ::core::mem::drop($select);
                        $default
                    }
                    ::core::result::Result::Ok($operation) => {
                        #[allow(clippy::match_single_binding)]
                        match $operation.index() {
                            $($complete)*
                            _ => ::core::unreachable!(),
                        }
                    }
                }
            }
        }
    };

    // A receive.
    (@arms $names:tt $done:tt $default:tt
        recv($receiver:expr $(,)?) -> $result:pat => $($rest:tt)+
    ) => {
        $crate::__select!(
            @body $names $done $default
            (recv ($receiver) $result) $($rest)+
        )
    };
    // A send.
    (@arms $names:tt $done:tt $default:tt
        send($sender:expr, $message:expr $(,)?) -> $result:pat => $($rest:tt)+
    ) => {
        $crate::__select!(
            @body $names $done $default
            (send ($sender) ($message) $result) $($rest)+
        )
    };
    // Nothing ready, at once or in time.
    (@arms $names:tt $done:tt ()
        default $(())? => $($rest:tt)+
    ) => {
        $crate::__select!(
            @body $names $done () (default (try_select)) $($rest)+
        )
    };
    (@arms $names:tt $done:tt ()
        default($timeout:expr $(,)?) => $($rest:tt)+
    ) => {
        $crate::__select!(
            @body $names $done ()
            (default (select_timeout $timeout)) $($rest)+
        )
    };
    (@arms $names:tt $done:tt $default:tt $($rest:tt)+) => {
        ::core::compile_error!(
            "expected `recv(receiver) -> result => body`, \
             `send(sender, message) -> result => body`, \
             or one `default => body`"
        )
    };

    // The body: an expression and a comma, a block, or the last expression.
    (@body $names:tt $done:tt $default:tt $arm:tt
        $body:expr, $($rest:tt)*
    ) => {
        $crate::__select!(@add $names $done $default $arm ($body) $($rest)*)
    };
    (@body $names:tt $done:tt $default:tt $arm:tt
        $body:block $($rest:tt)*
    ) => {
        $crate::__select!(@add $names $done $default $arm ($body) $($rest)*)
    };
    (@body $names:tt $done:tt $default:tt $arm:tt
        $body:expr
    ) => {
        $crate::__select!(@add $names $done $default $arm ($body))
    };

    (@add $names:tt $done:tt $default:tt
        (recv ($receiver:expr) $result:pat) ($body:expr) $($rest:tt)*
    ) => {
        $crate::__select!(
            @push $names $done $default
            (recv (&$receiver) () $result) ($body) $($rest)*
        )
    };
    (@add $names:tt $done:tt $default:tt
        (send ($sender:expr) ($message:expr) $result:pat) ($body:expr) $($rest:tt)*
    ) => {
        $crate::__select!(
            @push $names $done $default
            (send (&$sender) (, $message) $result) ($body) $($rest)*
        )
    };
    (@add $names:tt $done:tt () (default $how:tt) ($body:expr) $($rest:tt)*) => {
        $crate::__select!(@arms $names $done ($how $body) $($rest)*)
    };

    (@push ($new:ident $select:ident $operation:ident)
        (($($handles:tt)*) ($($handle_names:tt)*) ($($add:tt)*) ($($complete:tt)*))
        $default:tt
        ($method:ident ($handle:expr) ($($message:tt)*) $result:pat) ($body:expr)
        $($rest:tt)*
    ) => {
        $crate::__select!(
            @arms ($new $select $operation)
            (
                ($($handles)* $handle,)
                ($($handle_names)* handle,)
                ($($add)* let index = $select.$method(handle);)
                ($($complete)*
                    chosen if chosen == index => {
                        let $result = $operation.$method(handle $($message)*);
                        ::core::mem::drop($select);
                        $body
                    }
                )
            )
            $default $($rest)*
        )
    };
}
