/* Numbers of OpenSSL 3, as its headers have them; there are no functions to ask for them. */

// bio.h
export const BIO_CTRL_RESET = 1
export const BIO_C_SET_BUF_MEM_EOF_RETURN = 130

// ssl.h
export const SSL_CTRL_SET_MTU = 17
export const SSL_CTRL_MODE = 33
export const SSL_CTRL_SET_SESS_CACHE_MODE = 44
export const DTLS_CTRL_GET_TIMEOUT = 73
export const DTLS_CTRL_HANDLE_TIMEOUT = 74
export const SSL_CTRL_CHAIN_CERT = 89
export const DTLS_CTRL_SET_LINK_MTU = 120
export const SSL_CTRL_SET_MIN_PROTO_VERSION = 123
export const SSL_CTRL_SET_MAX_PROTO_VERSION = 124

export const SSL_MODE_RELEASE_BUFFERS = 0x10
export const SSL_SESS_CACHE_OFF = 0
export const SSL_VERIFY_PEER = 1
export const SSL_VERIFY_FAIL_IF_NO_PEER_CERT = 2
export const X509_V_OK = 0

export const SSL_ERROR_WANT_READ = 2

export const SSL_OP_NO_QUERY_MTU = 0x1000
export const SSL_OP_COOKIE_EXCHANGE = 0x2000
export const SSL_OP_NO_TICKET = 0x4000
export const SSL_OP_NO_COMPRESSION = 0x2_0000
export const SSL_OP_NO_RENEGOTIATION = 0x4000_0000

// dtls1.h
export const DTLS1_2_VERSION = 0xfefd
