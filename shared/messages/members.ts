// Words about members: roles, refusals, and the mail of an invitation.

const en = {
  'role.owner': 'owner',
  'role.admin': 'administrator',
  'role.accountant': 'accountant',
  'role.sales': 'sales',
  'role.viewer': 'viewer',
  'member.lastOwner': 'A business needs an owner. Make somebody else an owner first.',
  'problem.noBusiness': 'You belong to no business',
  noBusiness: 'You belong to no business any more. Open one of your own, or join one by its invitation.',
  'problem.restricted': 'You are restricted in this business',
  restricted:
    'This business has restricted the processing of your data. Nothing of it is open to you until it lifts the restriction.',
  'member.isRestricted': 'This member is restricted already.',
  'member.notRestricted': 'No restriction of this member is in force.',
  'member.restrictsSelf':
    'Nobody restricts themselves or lifts their own restriction. Ask another owner or administrator.',
  'member.lastFreeOwner': 'A business needs an owner who can act. Make somebody else an owner first.',
  'invitation.exists': 'This address has been invited already. Send the invitation again instead.',
  'invitation.isMember': 'This person belongs to your team already.',
  'invitation.tooMany': 'You have sent many invitations today. Try again tomorrow.',
  'invitation.signIn': 'This address has an account. Sign in with it first, then accept.',
  'invitation.personMissing': 'Tell us your name and choose a password.',
  'mail.invitation.subject': '{inviterName} invites you to {tenantName}',
  'mail.invitation.title': 'You are invited to {tenantName}',
  'mail.invitation.preheader': 'Accept the invitation and begin.',
  'mail.invitation.text':
    '{inviterName} would like you to work with {tenantName} in crmFEX, the programme that keeps its clients and invoices. Your role: {role}.',
  'mail.invitation.action': 'Accept invitation',
  'mail.invitation.closing': 'The invitation is good for seven days.',
  'mail.invitation.notYou': 'If you do not know who this is, do nothing: without you nothing happens.',
};

const tr: Record<keyof typeof en, string> = {
  'role.owner': 'işletme sahibi',
  'role.admin': 'yönetici',
  'role.accountant': 'muhasebeci',
  'role.sales': 'satış',
  'role.viewer': 'izleyici',
  'member.lastOwner': 'Bir işletmenin sahibi olmalıdır. Önce bir başkasını işletme sahibi yapın.',
  'problem.noBusiness': 'Hiçbir işletmede değilsiniz',
  noBusiness: 'Artık hiçbir işletmede değilsiniz. Yeni bir işletme açın ya da bir davetle birine katılın.',
  'problem.restricted': 'Bu işletmede kısıtlısınız',
  restricted:
    'Bu işletme verilerinizin işlenmesini kısıtladı. Kısıtlama kaldırılana dek işletmeye ait hiçbir şeyi açamazsınız.',
  'member.isRestricted': 'Bu üye zaten kısıtlı.',
  'member.notRestricted': 'Bu üye için yürürlükte bir kısıtlama yok.',
  'member.restrictsSelf':
    'Kimse kendini kısıtlayamaz ya da kendi kısıtlamasını kaldıramaz. Başka bir işletme sahibine ya da yöneticiye başvurun.',
  'member.lastFreeOwner':
    'Bir işletmenin işlem yapabilen bir sahibi olmalıdır. Önce bir başkasını işletme sahibi yapın.',
  'invitation.exists': 'Bu adres zaten davet edildi. Bunun yerine daveti yeniden gönderin.',
  'invitation.isMember': 'Bu kişi zaten ekibinizde.',
  'invitation.tooMany': 'Bugün çok sayıda davet gönderdiniz. Yarın yeniden deneyin.',
  'invitation.signIn': 'Bu adresin bir hesabı var. Önce o hesapla giriş yapın, sonra kabul edin.',
  'invitation.personMissing': 'Adınızı yazın ve bir parola belirleyin.',
  'mail.invitation.subject': '{inviterName} sizi davet ediyor: {tenantName}',
  'mail.invitation.title': 'Davetlisiniz: {tenantName}',
  'mail.invitation.preheader': 'Daveti kabul edip başlayın.',
  'mail.invitation.text':
    '{inviterName}, müşterilerini ve faturalarını crmFEX ile yürüten işletmede sizinle çalışmak istiyor. İşletme: {tenantName}. Rolünüz: {role}.',
  'mail.invitation.action': 'Daveti kabul et',
  'mail.invitation.closing': 'Davet yedi gün geçerlidir.',
  'mail.invitation.notYou':
    'Daveti göndereni tanımıyorsanız bir şey yapmanız gerekmez: siz kabul etmeden hiçbir şey olmaz.',
};

export const members = { en, tr };
