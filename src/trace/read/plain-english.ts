/** What APIs say in other languages, in the English words that causes and statuses are read from; the longer before the shorter. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [
    /nicht gefunden|n'existe pas|introuvable|non trouvée?|existiert nicht|no (fue )?(encontrad[oa]|encontró)|no existe|não (foi )?encontrad[oa]|não existe|non (è stat[oa] )?trovat[oa]|не найден[оа]?|不存在|未找到|找不到|見つかりません/gi,
    'not found',
  ],
  [/缺少(必要|必填|必需)?的?(参数|字段)?|参数(缺失|不全)/g, 'missing required parameter'],
  [
    /muss eine (ganze )?Zahl sein|doit être un (nombre|entier)|debe ser un (número|entero)|deve ser um (número|inteiro)|必须(是|为)(数字|整数)/gi,
    'must be a number',
  ],
  [
    /(ist|sind) (erforderlich|ein Pflichtfeld)|muss (ausgefüllt|angegeben) werden|est (obligatoire|requis)e?|es (obligatori[oa]|requerid[oa])|é obrigat[óo]ri[oa]|è obbligatori[oa]|обязательно|不能为空|必须填写|必須です/gi,
    'is required',
  ],
  [/(ist )?nicht vom Typ|n'est pas (du|de) type|no es (del|de) tipo|não é do tipo|类型错误/gi, 'is not of type'],
  [
    /(existiert|ist) bereits( vorhanden)?|(existe|est) déjà|ya (existe|está)|já (existe|está)|esiste già|уже существует|已存在|重复/gi,
    'already exists',
  ],
  [
    /keine (Berechtigung|Rechte|Zugriffsrechte)|nicht berechtigt|Zugriff verweigert|accès (refusé|interdit)|permission refusée|no tiene (permisos?|acceso)|acceso denegado|acesso negado|sem permissão|accesso negato|нет (доступа|прав)|доступ запрещ[её]н|没有权限|无权限|权限不足|無權限/gi,
    'no permission',
  ],
  [
    /(Benutzername|Passwort|Zugangsdaten|Anmeldedaten)[^.·]{0,30}(falsch|ungültig)|(identifiants?|mot de passe)[^.·]{0,30}(invalides?|incorrecte?s?)|(credenciales|contraseña|credenciais|senha)[^.·]{0,30}(inv[áa]lid[oa]s?|incorrect[oa]s?)|用户名或密码|密码错误/gi,
    'invalid credentials',
  ],
  [/(abgelaufen|expirée?|caducad[oa]|expirad[oa]|scadut[oa])\b|истек(ла)?|已过期|过期|失效|期限切れ/gi, 'expired'],
  [/签名(错误|不正确|验证失败)|sign(ature)?错误/gi, 'invalid signature'],
  [
    /(操作|请求|访问|调用)?(过于|太)频繁|请求次数过多|频率限制|zu viele Anfragen|trop de requêtes|demasiadas solicitudes/gi,
    'too many requests',
  ],
  [
    /muss (größer|kleiner|höher|niedriger)( oder gleich)?( als| sein)?|doit être (supérieur|inférieur)e?s?( ou égale?)?( à)?|debe ser (mayor|menor)( o igual)?( a| que)?|deve ser (maior|menor)( ou igual)?( a| que)?|deve essere (maggiore|minore)( o uguale)?|(必须|应|不能|不得)(大于|小于|超过)(等于)?|超出(范围|限制)|超过.{0,6}限制/gi,
    'must be greater than',
  ],
  [
    /(hat |in )?(ein(en|em)? )?falsche[ns]? Format|formato (inválido|incorrecto|incorreto|non valido)|format (incorrect|invalide)|格式(错误|不正确|有误|不对)/gi,
    'wrong format',
  ],
  [
    /(Kontingent|Limit) (ist )?(aufgebraucht|erschöpft|überschritten)|quota (est )?(atteint|dépassé|épuisé)|(cuota|límite)( \S+){0,3} (agotad[oa]|excedid[oa]|alcanzad[oa])|cota excedida|配额(不足|已用完|超限)/gi,
    'quota exceeded',
  ],
  [/\b(fehlt|fehlen|manquante?s?|falta(n|ndo)?|mancante|отсутствует)\b|未(填写|提供|传)/gi, 'is missing'],
  [
    /wird nicht unterstützt|non (supporté|pris en charge)e?|no (es )?(compatible|soportad[oa])|não suportad[oa]|不支持/gi,
    'is not supported',
  ],
  [/(系统|服务器?|服务)(正?忙|繁忙)|稍后(再试|重试)/g, 'server busy'],
  [/\b(gelöscht|supprimée?|eliminad[oa]|excluíd[oa]|removid[oa])\b|已(删除|撤销|注销)/gi, 'deleted'],
  [
    /\b(gesperrt|deaktiviert|bloquée?|désactivée?|bloquead[oa]|desactivad[oa]|desativad[oa])\b|已?(被)?(冻结|禁用|停用|封禁)/gi,
    'disabled',
  ],
  [
    /(Anmeldung|Login|Authentifizierung)( (war|ist|wurde))?( leider)? (nicht erfolgreich|fehlgeschlagen|abgelehnt)|(connexion|authentification|identification) (a )?(échoué|refusée)|(inicio de sesión|autenticación) (fallid[oa]|falló)|(登录|认证|鉴权)失败|ログインに失敗/gi,
    'login failed',
  ],
  [
    /(ist |sind )?fehlgeschlagen|\b(a|ont) échoué\b|(ha |han )?(fallado|falló)\b|\bfalhou\b|\bnon riuscit[oa]\b|не удал(ось|ся|ась)|失败|失敗/gi,
    'failed',
  ],
  [/余额不足|solde insuffisant|saldo insuficiente|nicht genügend Guthaben/gi, 'insufficient balance'],
  [/токен( авторизации| доступа)?|токены|令牌|トークン/gi, 'token'],
  [/(api[- ]?)?ключ(?!\w)( api| доступа)?|密钥|秘钥/gi, 'key'],
  [
    /未登录|请先登录|nicht (angemeldet|eingeloggt)|no autenticado|non authentifié|não autenticado/gi,
    'not authenticated',
  ],
  [
    /ung(ü|ue)ltig(e[rsnm]?)?(?!\w)|\b(non )?valide\b|\binv[áa]lid[oa]s?\b|\bincorrect[oa]s?\b|недействител[а-я]*|неверн[а-я]*|неверен|无效|非法|不正确|有误|错误/gi,
    'invalid',
  ],
];

/** The words with those of other languages in English, identifiers and contractions taken apart; for reading, never for showing. */
export function plainEnglish(words: string): string {
  // An identifier within a sentence is read as its words: "access_token expired".
  const apart = words
    .replaceAll(/(?<=[a-z])_(?=[a-z])/gi, ' ')
    .replaceAll(/\b(is|was|were|are|did|does|has|have)n't\b/gi, '$1 not');
  return phrases
    .reduce((text, [phrase, english]) => text.replaceAll(phrase, ` ${english} `), apart)
    .replaceAll(/ {2,}/g, ' ');
}
