//! The setters of rotations, for types with a `Set` in the field `set`.

/// Those of every rotation.
macro_rules! rotation_options {
    () => {
        /// What becomes of the old credentials. Default: tokens expire, long-term credentials are kept.
        pub fn retire(mut self, retire: impl Into<$crate::models::Retire>) -> Self {
            self.set.retire(retire.into());
            self
        }

        /// What becomes of the new credentials when they could not be put in place. Default: they are deleted.
        pub fn on_deploy_error(mut self, choice: $crate::OnDeployError) -> Self {
            self.set.on_deploy_error = choice;
            self
        }

        /// Is told each step. A panic in it does not change the rotation.
        pub fn on_progress(
            mut self,
            observer: impl Fn(&$crate::RotationProgress) + Send + Sync + 'static,
        ) -> Self {
            self.set.observer = Some(std::sync::Arc::new(observer));
            self
        }

        $crate::call::call_options!(set.options, "each request that it takes");
    };
}

/// Those of rotations of tokens.
macro_rules! token_rotation_options {
    () => {
        /// How long the new token lives. Default: as long as the old one was to live when it was made.
        pub fn expires_in(mut self, span: std::time::Duration) -> Self {
            self.set.plan.expires_in = Some(span);
            self
        }

        /// How long the old token goes on working, with `retire` `expire`, at least an hour. Default: an hour.
        pub fn grace(mut self, span: std::time::Duration) -> Self {
            self.set.plan.grace = Some(span);
            self
        }
    };
}

pub(crate) use {rotation_options, token_rotation_options};
