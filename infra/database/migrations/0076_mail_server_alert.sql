-- Whoever changes the mail server of a business is told so by mail, as with every credential.
alter table mails
  drop constraint mail_template_is_known,
  add constraint mail_template_is_known check (template in ('signUp', 'passwordReset', 'passwordChanged', 'emailConfirm', 'emailChanged',
    'emailRestored', 'secondFactorAdded', 'secondFactorRemoved', 'recoveryCodeUsed', 'recoveryCodesRenewed', 'passkeyAdded',
    'passkeyRemoved', 'newDevice', 'sessionsEnded', 'mailServerChanged'));
