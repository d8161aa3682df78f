//! From the list of fields to structs, checks and columns.

/// `name: required line 200 @ Core Own` becomes a field of [`NewMatter`] and of [`PatchMatter`], its check, its way into
/// the row and its [`FormField`].
///
/// [`NewMatter`]: super::NewMatter
/// [`PatchMatter`]: super::PatchMatter
/// [`FormField`]: super::FormField
macro_rules! form {
    // All fields are read: write the structs.
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]) => {
        /// A matter to be registered as a draft.
        #[derive(Debug, Clone, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct NewMatter {
            $($new)*
        }

        /// A change of a draft; what is absent stays. A text is cleared by an empty one, another field by `null`.
        #[derive(Debug, Clone, Default, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct PatchMatter {
            $($patch)*
        }

        /// The fields, in the order of the form.
        pub const FIELDS: &[FormField] = &[$(form!(@spec $field),)*];

        impl NewMatter {
            /// A form in which nothing is filled in.
            fn empty() -> Self {
                form!(@empty [] $($field)*)
            }

            /// What can be told of each field by itself.
            pub(in crate::matter) fn check_fields(&self, checks: &mut Checks) {
                $(form!(@check_new self checks $field);)*
            }

            /// Writes the plain fields into a row.
            pub(in crate::matter) fn fill(self, row: &mut Model) {
                $(form!(@fill self row $field);)*
            }
        }

        impl PatchMatter {
            /// What can be told of each field by itself.
            pub(in crate::matter) fn check_fields(&self, checks: &mut Checks) {
                $(form!(@check_patch self checks $field);)*
            }

            /// Writes the plain fields that change into a row.
            pub(in crate::matter) fn apply(&self, row: &mut Model, changes: &mut Changes) {
                $(form!(@apply self row changes $field);)*
            }
        }
    };

    // One arm a kind of field: what the structs hold, and what is to be remembered of it.
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: required $kind:ident $max:tt @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[schema(min_length = 1, max_length = $max)] pub $name: String,]
            [$($patch)* $(#[$doc])* #[serde(default)] #[schema(min_length = 1, max_length = $max)]
                pub $name: Option<String>,]
            [$($field)* (required $name $kind $max $section $spot)] $($rest)*);
    };
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: expected $kind:ident $max:tt @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[serde(default)] #[schema(max_length = $max)] pub $name: String,]
            [$($patch)* $(#[$doc])* #[serde(default)] #[schema(max_length = $max)] pub $name: Option<String>,]
            [$($field)* (expected $name $kind $max $section $spot)] $($rest)*);
    };
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: choice $word:ident as $words:tt or $default:ident
        @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[serde(default)] pub $name: Option<$word>,]
            [$($patch)* $(#[$doc])* #[serde(default)] pub $name: Option<$word>,]
            [$($field)* (choice $name $word $words $default $section $spot)] $($rest)*);
    };
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: optional choice $word:ident as $words:tt $(when $other:ident = $value:tt)?
        @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[serde(default)] pub $name: Option<$word>,]
            [$($patch)* $(#[$doc])* ///
                /// `null` clears it.
                #[serde(default, deserialize_with = "clearable")] #[schema(value_type = Option<$word>)]
                pub $name: Option<Option<$word>>,]
            [$($field)* (maybe_choice $name $word $words [$(stringify!($other), $value)?] $section $spot)] $($rest)*);
    };
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: optional number $min:tt to $max:tt $(when $other:ident = $value:tt)?
        @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[serde(default)] #[schema(minimum = $min, maximum = $max)] pub $name: Option<i32>,]
            [$($patch)* $(#[$doc])* ///
                /// `null` clears it.
                #[serde(default, deserialize_with = "clearable")]
                #[schema(value_type = Option<i32>, minimum = $min, maximum = $max)]
                pub $name: Option<Option<i32>>,]
            [$($field)* (number $name $min $max [$(stringify!($other), $value)?] $section $spot)] $($rest)*);
    };
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: optional date @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[serde(default)] pub $name: Option<NaiveDate>,]
            [$($patch)* $(#[$doc])* ///
                /// `null` clears it.
                #[serde(default, deserialize_with = "clearable")] #[schema(value_type = Option<NaiveDate>)]
                pub $name: Option<Option<NaiveDate>>,]
            [$($field)* (date $name $section $spot)] $($rest)*);
    };
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: optional $kind:ident $max:tt @ $section:ident $spot:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* #[serde(default)] #[schema(max_length = $max)] pub $name: Option<String>,]
            [$($patch)* $(#[$doc])* #[serde(default)] #[schema(max_length = $max)] pub $name: Option<String>,]
            [$($field)* (optional $name $kind $max $section $spot)] $($rest)*);
    };
    // Like no other: its types are given, and what it does stands where it is used.
    (@fields [$($new:tt)*] [$($patch:tt)*] [$($field:tt)*]
        $(#[$doc:meta])* $name:ident: own [$(#[$of_new:meta])* $new_type:ty = $empty:expr]
        [$(#[$of_patch:meta])* $patch_type:ty] @ $section:ident; $($rest:tt)*) => {
        form!(@fields
            [$($new)* $(#[$doc])* $(#[$of_new])* pub $name: $new_type,]
            [$($patch)* $(#[$doc])* $(#[$of_patch])* pub $name: $patch_type,]
            [$($field)* (own $name [$empty] $section)] $($rest)*);
    };

    // What the browser draws.
    (@spec (required $name:ident $kind:ident $max:tt $section:ident $spot:ident)) => {
        text(stringify!($name), form!(@kind $kind), true, $max, Section::$section, Spot::$spot)
    };
    (@spec (expected $name:ident $kind:ident $max:tt $section:ident $spot:ident)) => {
        text(stringify!($name), form!(@kind $kind), true, $max, Section::$section, Spot::$spot)
    };
    (@spec (optional $name:ident $kind:ident $max:tt $section:ident $spot:ident)) => {
        text(stringify!($name), form!(@kind $kind), false, $max, Section::$section, Spot::$spot)
    };
    (@spec (choice $name:ident $word:ident $words:tt $default:ident $section:ident $spot:ident)) => {
        FormField {
            limits: Limits { choices: Some(form!(@choices $word $words Some($word::$default.as_str()))), ..NO_LIMITS },
            ..plain(stringify!($name), Kind::Choice, Section::$section, Spot::$spot)
        }
    };
    (@spec (maybe_choice $name:ident $word:ident $words:tt $when:tt $section:ident $spot:ident)) => {
        FormField {
            limits: Limits { choices: Some(form!(@choices $word $words None)), ..NO_LIMITS },
            when: form!(@when $when),
            ..plain(stringify!($name), Kind::Choice, Section::$section, Spot::$spot)
        }
    };
    (@spec (number $name:ident $min:tt $max:tt $when:tt $section:ident $spot:ident)) => {
        FormField {
            limits: Limits { min: Some($min), max: Some($max), ..NO_LIMITS },
            when: form!(@when $when),
            ..plain(stringify!($name), Kind::Number, Section::$section, Spot::$spot)
        }
    };
    (@spec (date $name:ident $section:ident $spot:ident)) => {
        plain(stringify!($name), Kind::Date, Section::$section, Spot::$spot)
    };
    (@spec (own $name:ident $empty:tt $section:ident)) => {
        plain(stringify!($name), Kind::Own, Section::$section, Spot::Own)
    };
    (@choices $word:ident $words:tt $default:expr) => {
        Choices {
            words: $words,
            all: || $word::ALL.iter().map(|word| word.as_str()).collect(),
            default: $default,
        }
    };
    (@when []) => { None };
    (@when [$other:expr, $value:tt]) => { Some(($other, $value)) };
    (@kind line) => { Kind::Line };
    (@kind text) => { Kind::Text };

    // Nothing is filled in.
    (@empty [$($done:tt)*]) => { Self { $($done)* } };
    (@empty [$($done:tt)*] (own $name:ident [$empty:expr] $($about:tt)*) $($rest:tt)*) => {
        form!(@empty [$($done)* $name: $empty,] $($rest)*)
    };
    (@empty [$($done:tt)*] ($tag:ident $name:ident $($about:tt)*) $($rest:tt)*) => {
        form!(@empty [$($done)* $name: Default::default(),] $($rest)*)
    };

    (@check_new $self:ident $checks:ident (required $name:ident $kind:ident $max:tt $($about:tt)*)) => {
        $checks.text(stringify!($name), &$self.$name, $max)
    };
    (@check_new $self:ident $checks:ident (expected $name:ident $kind:ident $max:tt $($about:tt)*)) => {
        $checks.optional(stringify!($name), Some(&$self.$name), $max)
    };
    (@check_new $self:ident $checks:ident (optional $name:ident $kind:ident $max:tt $($about:tt)*)) => {
        $checks.optional(stringify!($name), $self.$name.as_deref(), $max)
    };
    (@check_new $self:ident $checks:ident (number $name:ident $min:tt $max:tt $($about:tt)*)) => {
        in_range($checks, stringify!($name), $self.$name, $min..=$max)
    };
    (@check_new $self:ident $checks:ident (date $name:ident $($about:tt)*)) => {
        $checks.date(stringify!($name), $self.$name)
    };
    (@check_new $self:ident $checks:ident $other:tt) => {};

    (@check_patch $self:ident $checks:ident (required $name:ident $kind:ident $max:tt $($about:tt)*)) => {
        if let Some(text) = &$self.$name {
            $checks.text(stringify!($name), text, $max);
        }
    };
    (@check_patch $self:ident $checks:ident (expected $name:ident $kind:ident $max:tt $($about:tt)*)) => {
        $checks.optional(stringify!($name), $self.$name.as_deref(), $max)
    };
    (@check_patch $self:ident $checks:ident (optional $name:ident $kind:ident $max:tt $($about:tt)*)) => {
        $checks.optional(stringify!($name), $self.$name.as_deref(), $max)
    };
    (@check_patch $self:ident $checks:ident (number $name:ident $min:tt $max:tt $($about:tt)*)) => {
        in_range($checks, stringify!($name), $self.$name.flatten(), $min..=$max)
    };
    (@check_patch $self:ident $checks:ident (date $name:ident $($about:tt)*)) => {
        $checks.date(stringify!($name), $self.$name.flatten())
    };
    (@check_patch $self:ident $checks:ident $other:tt) => {};

    (@fill $self:ident $row:ident (required $name:ident $($about:tt)*)) => { $row.$name = clean(&$self.$name) };
    (@fill $self:ident $row:ident (expected $name:ident $($about:tt)*)) => { $row.$name = clean(&$self.$name) };
    (@fill $self:ident $row:ident (optional $name:ident $($about:tt)*)) => { $row.$name = tidy($self.$name) };
    (@fill $self:ident $row:ident (choice $name:ident $word:ident $words:tt $default:ident $($about:tt)*)) => {
        $row.$name = stored($self.$name.unwrap_or($word::$default))
    };
    (@fill $self:ident $row:ident (maybe_choice $name:ident $($about:tt)*)) => { $row.$name = $self.$name.map(stored) };
    (@fill $self:ident $row:ident (own $($about:tt)*)) => {};
    (@fill $self:ident $row:ident ($kind:ident $name:ident $($about:tt)*)) => { $row.$name = $self.$name };

    (@apply $self:ident $row:ident $changes:ident (own $($about:tt)*)) => {};
    (@apply $self:ident $row:ident $changes:ident ($tag:ident $name:ident $($about:tt)*)) => {
        $changes.put(stringify!($name), &mut $row.$name, form!(@new_value $self $tag $name))
    };
    (@new_value $self:ident required $name:ident) => { $self.$name.as_deref().map(clean) };
    (@new_value $self:ident expected $name:ident) => { $self.$name.as_deref().map(clean) };
    (@new_value $self:ident optional $name:ident) => { $self.$name.clone().map(|text| tidy(Some(text))) };
    (@new_value $self:ident choice $name:ident) => { $self.$name.map(stored) };
    (@new_value $self:ident maybe_choice $name:ident) => { $self.$name.map(|word| word.map(stored)) };
    (@new_value $self:ident number $name:ident) => { $self.$name };
    (@new_value $self:ident date $name:ident) => { $self.$name };

    ($(#[$doc:meta])* $name:ident: $($rest:tt)*) => {
        form!(@fields [] [] [] $(#[$doc])* $name: $($rest)*);
    };
}
