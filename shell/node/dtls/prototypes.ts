/**
 * The functions of OpenSSL 3 that are called, each as its C signature and as its result with its arguments. A wrong
 * one is no error but a crash, so all stand here, and a self-test calls them before anything depends on them.
 *
 * `memory` is written by the callee, `bytes` and `text` are read, and none of them is kept after the call. A pointer
 * that may be null has a question mark.
 */
export const prototypes = {
  // const char *OpenSSL_version(int type)
  OpenSSL_version: ['text', 'int'],
  // unsigned long OpenSSL_version_num(void)
  OpenSSL_version_num: ['ulong'],
  // void ERR_clear_error(void)
  ERR_clear_error: ['void'],
  // unsigned long ERR_get_error(void)
  ERR_get_error: ['ulong'],
  // const char *ERR_reason_error_string(unsigned long e)
  ERR_reason_error_string: ['text?', 'ulong'],

  // const BIO_METHOD *BIO_s_mem(void)
  BIO_s_mem: ['BIO_METHOD'],
  // BIO *BIO_new(const BIO_METHOD *type)
  BIO_new: ['BIO?', 'BIO_METHOD'],
  // int BIO_free(BIO *a)
  BIO_free: ['int', 'BIO'],
  // long BIO_ctrl(BIO *bp, int cmd, long larg, void *parg)
  BIO_ctrl: ['long', 'BIO', 'int', 'long', 'null'],
  // size_t BIO_ctrl_pending(BIO *b)
  BIO_ctrl_pending: ['size', 'BIO'],
  // int BIO_read(BIO *b, void *data, int dlen)
  BIO_read: ['int', 'BIO', 'memory', 'int'],
  // int BIO_write(BIO *b, const void *data, int dlen)
  BIO_write: ['int', 'BIO', 'bytes', 'int'],
  // BIO_ADDR *BIO_ADDR_new(void)
  BIO_ADDR_new: ['BIO_ADDR?'],
  // void BIO_ADDR_free(BIO_ADDR *)
  BIO_ADDR_free: ['void', 'BIO_ADDR'],

  // X509 *d2i_X509_bio(BIO *bp, X509 **x509)
  d2i_X509_bio: ['X509?', 'BIO', 'null'],
  // int i2d_X509_bio(BIO *bp, const X509 *x509)
  i2d_X509_bio: ['int', 'BIO', 'X509'],
  // void X509_free(X509 *a)
  X509_free: ['void', 'X509'],
  // EVP_PKEY *d2i_PrivateKey_bio(BIO *bp, EVP_PKEY **a)
  d2i_PrivateKey_bio: ['EVP_PKEY?', 'BIO', 'null'],
  // void EVP_PKEY_free(EVP_PKEY *key)
  EVP_PKEY_free: ['void', 'EVP_PKEY'],
  // int X509_STORE_add_cert(X509_STORE *xs, X509 *x)
  X509_STORE_add_cert: ['int', 'X509_STORE', 'X509'],

  // const SSL_METHOD *DTLS_method(void)
  DTLS_method: ['SSL_METHOD'],
  // SSL_CTX *SSL_CTX_new(const SSL_METHOD *meth)
  SSL_CTX_new: ['SSL_CTX?', 'SSL_METHOD'],
  // void SSL_CTX_free(SSL_CTX *)
  SSL_CTX_free: ['void', 'SSL_CTX'],
  // long SSL_CTX_ctrl(SSL_CTX *ctx, int cmd, long larg, void *parg)
  SSL_CTX_ctrl: ['long', 'SSL_CTX', 'int', 'long', 'X509?'],
  // uint64_t SSL_CTX_set_options(SSL_CTX *ctx, uint64_t op)
  SSL_CTX_set_options: ['uint64', 'SSL_CTX', 'uint64'],
  // int SSL_CTX_set_cipher_list(SSL_CTX *, const char *str)
  SSL_CTX_set_cipher_list: ['int', 'SSL_CTX', 'text'],
  // void SSL_CTX_set_verify(SSL_CTX *ctx, int mode, SSL_verify_cb callback)
  SSL_CTX_set_verify: ['void', 'SSL_CTX', 'int', 'null'],
  // X509_STORE *SSL_CTX_get_cert_store(const SSL_CTX *)
  SSL_CTX_get_cert_store: ['X509_STORE', 'SSL_CTX'],
  // int SSL_CTX_use_certificate(SSL_CTX *ctx, X509 *x)
  SSL_CTX_use_certificate: ['int', 'SSL_CTX', 'X509'],
  // int SSL_CTX_use_PrivateKey(SSL_CTX *ctx, EVP_PKEY *pkey)
  SSL_CTX_use_PrivateKey: ['int', 'SSL_CTX', 'EVP_PKEY'],
  // void SSL_CTX_set_cookie_verify_cb(SSL_CTX *ctx, int (*cb)(SSL *ssl, const unsigned char *cookie, unsigned int len))
  SSL_CTX_set_cookie_verify_cb: ['void', 'SSL_CTX', 'function'],
  // void SSL_CTX_set_psk_client_callback(SSL_CTX *ctx, SSL_psk_client_cb_func cb)
  SSL_CTX_set_psk_client_callback: ['void', 'SSL_CTX', 'function'],
  // void SSL_CTX_set_psk_server_callback(SSL_CTX *ctx, SSL_psk_server_cb_func cb)
  SSL_CTX_set_psk_server_callback: ['void', 'SSL_CTX', 'function'],

  // SSL *SSL_new(SSL_CTX *ctx)
  SSL_new: ['SSL?', 'SSL_CTX'],
  // void SSL_free(SSL *ssl)
  SSL_free: ['void', 'SSL'],
  // void SSL_set_bio(SSL *s, BIO *rbio, BIO *wbio)
  SSL_set_bio: ['void', 'SSL', 'BIO', 'BIO'],
  // void SSL_set_connect_state(SSL *s)
  SSL_set_connect_state: ['void', 'SSL'],
  // void SSL_set_accept_state(SSL *s)
  SSL_set_accept_state: ['void', 'SSL'],
  // long SSL_ctrl(SSL *ssl, int cmd, long larg, void *parg)
  SSL_ctrl: ['long', 'SSL', 'int', 'long', 'memory?'],
  // int DTLSv1_listen(SSL *s, BIO_ADDR *client)
  DTLSv1_listen: ['int', 'SSL', 'BIO_ADDR'],
  // int SSL_do_handshake(SSL *s)
  SSL_do_handshake: ['int', 'SSL'],
  // int SSL_read(SSL *ssl, void *buf, int num)
  SSL_read: ['int', 'SSL', 'memory', 'int'],
  // int SSL_write(SSL *ssl, const void *buf, int num)
  SSL_write: ['int', 'SSL', 'bytes', 'int'],
  // int SSL_has_pending(const SSL *s)
  SSL_has_pending: ['int', 'SSL'],
  // int SSL_shutdown(SSL *s)
  SSL_shutdown: ['int', 'SSL'],
  // int SSL_get_error(const SSL *s, int ret_code)
  SSL_get_error: ['int', 'SSL', 'int'],
  // long SSL_get_verify_result(const SSL *ssl)
  SSL_get_verify_result: ['long', 'SSL'],
  // X509 *SSL_get1_peer_certificate(const SSL *s)
  SSL_get1_peer_certificate: ['X509?', 'SSL'],
  // const SSL_CIPHER *SSL_get_current_cipher(const SSL *s)
  SSL_get_current_cipher: ['SSL_CIPHER?', 'SSL'],
  // const char *SSL_CIPHER_get_name(const SSL_CIPHER *c)
  SSL_CIPHER_get_name: ['text', 'SSL_CIPHER'],
  // int SSL_is_server(const SSL *s)
  SSL_is_server: ['int', 'SSL'],
} as const
