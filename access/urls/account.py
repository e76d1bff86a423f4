"""Addresses of one's own account, below /access/."""

from django.urls import path

from access.oidc import back_channel, callback, leaving, settings_views, ways
from access.views.account import appearance, mail, passwords, profile, second_factor, sessions, signing_in, tokens

urlpatterns = [
    path("sign-in/", signing_in.SignInPage.as_view(), name="sign-in"),
    path("sign-in/code/", signing_in.SignInCodePage.as_view(), name="sign-in-code"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("oidc/sign-in/", ways.ToProvider.as_view(), name="oidc-sign-in"),
    path("oidc/callback/", callback.FromProvider.as_view(), name="oidc-callback"),
    path("oidc/renew/", ways.ToRenewal.as_view(), name="oidc-renew"),
    path("oidc/renewed/", settings_views.renewed_page, name="oidc-renewed"),
    path("oidc/confirm/", ways.ToConfirmation.as_view(), name="oidc-confirm"),
    path("oidc/connect/<uidb64>/<token>/", ways.ToConnection.as_view(), name="oidc-connect"),
    path("oidc/signed-out/", leaving.signed_out, name="oidc-signed-out"),
    path("oidc/back-channel-logout/", back_channel.back_channel_logout, name="oidc-back-channel-logout"),
    path("identity/", settings_views.IdentityPage.as_view(), name="identity"),
    path("identity/trial/", settings_views.TrialStart.as_view(), name="identity-trial"),
    path("set-password/<uidb64>/<token>/", passwords.SetPasswordPage.as_view(), name="set-password"),
    path("theme/", appearance.theme, name="theme"),
    path("language/", appearance.language, name="language"),
    path("me/", profile.ProfilePage.as_view(), name="me"),
    path("me/appearance/", appearance.AppearancePage.as_view(), name="appearance"),
    path("me/mail/", mail.MailPage.as_view(), name="mail"),
    path("me/password/", passwords.ChangePasswordPage.as_view(), name="change-password"),
    path("me/sessions/", sessions.SessionsPage.as_view(), name="sessions"),
    path("me/sessions/end/", sessions.end_one, name="end-own-session"),
    path("me/sessions/end-others/", sessions.end_others, name="end-other-sessions"),
    path("me/second-factor/", second_factor.SecondFactorPage.as_view(), name="second-factor"),
    path("me/second-factor/set-up/", second_factor.EnrolPage.as_view(), name="second-factor-enrol"),
    path("me/second-factor/codes/", second_factor.RecoveryCodesPage.as_view(), name="recovery-codes"),
    path("me/second-factor/remove/", second_factor.RemovePage.as_view(), name="second-factor-remove"),
    path("me/tokens/", tokens.TokensPage.as_view(), name="tokens"),
    path("me/tokens/new/", tokens.NewTokenPage.as_view(), name="new-token"),
    path("me/tokens/<uuid:pk>/revoke/", tokens.RevokeTokenPage.as_view(), name="revoke-token"),
]
