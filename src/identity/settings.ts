/** What the directories are set up from; the server's configuration has all of it. */
export interface DirectorySettings {
  DIRECTORIES: readonly ('roster' | 'ldap' | 'cas' | 'oidc')[];
  DIRECTORY_TIMEOUT_SECONDS: number;
  LDAP_URL?: string | undefined;
  LDAP_START_TLS: boolean;
  LDAP_CA_FILE?: string | undefined;
  LDAP_BIND_DN: string;
  LDAP_BIND_PASSWORD: string;
  LDAP_BASE_DN?: string | undefined;
  LDAP_FILTER: string;
  LDAP_GROUP_FILTER: string;
  LDAP_SUBJECT_ATTRIBUTE: string;
  LDAP_NUMBER_ATTRIBUTE: string;
  LDAP_NAME_ATTRIBUTE: readonly string[];
  LDAP_DEPARTMENT_ATTRIBUTE: readonly string[];
  LDAP_PHONE_ATTRIBUTE: readonly string[];
  CAS_URL?: string | undefined;
  CAS_CA_FILE?: string | undefined;
  CAS_LABEL_ZH: string;
  CAS_LABEL_EN: string;
  CAS_SUBJECT_ATTRIBUTE?: string | undefined;
  CAS_NUMBER_ATTRIBUTE: readonly string[];
  CAS_NAME_ATTRIBUTE: readonly string[];
  CAS_DEPARTMENT_ATTRIBUTE: readonly string[];
  CAS_PHONE_ATTRIBUTE: readonly string[];
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_CA_FILE?: string | undefined;
  OIDC_SCOPE: string;
  OIDC_LABEL_ZH: string;
  OIDC_LABEL_EN: string;
  OIDC_NUMBER_CLAIM: readonly string[];
  OIDC_NAME_CLAIM: readonly string[];
  OIDC_DEPARTMENT_CLAIM: readonly string[];
  OIDC_PHONE_CLAIM: readonly string[];
}
