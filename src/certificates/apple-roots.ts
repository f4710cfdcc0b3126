/** SHA-256 of a certificate's DER and of its SubjectPublicKeyInfo, in lower-case hex. */
export interface PinnedRoot {
  certificate: string;
  publicKey: string;
}

/**
 * Apple's roots (https://www.apple.com/certificateauthority/): Apple Root CA, G2 and G3. Profiles
 * carry the root itself, so fingerprints are enough. The key is pinned beside the certificate
 * because profiles before 2019 carry the 2005 certificate of the same key.
 */
export const appleRoots: readonly PinnedRoot[] = [
  {
    certificate: 'b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024',
    publicKey: 'eb4993efa9b089e593418aa893f8e93a7374d810e52fcbe01e7f1d7e92a6d024',
  },
  {
    certificate: 'c2b9b042dd57830e7d117dac55ac8ae19407d38e41d88f3215bc3a890444a050',
    publicKey: '674039e472561963c8cb00d21a97a90a18bb8a1c4c317ac67e382a652bb573c0',
  },
  {
    certificate: '63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179',
    publicKey: '9b219d0fbff36a5fb32090571906bceea68617c833a3f61b81e962a8e64db8af',
  },
];
