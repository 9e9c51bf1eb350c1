using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Fabric.Silo.Settings;
using Orleans.Connections.Security;

namespace Fabric.Silo;

/// <summary>Mutual TLS between silos: each shows its certificate, and takes only those that the authority signed.</summary>
internal static class SiloTls
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds no certificate or key.</exception>
    public static ISiloBuilder UseTls(this ISiloBuilder silo, TlsFiles? files)
    {
        if (files is null)
            return silo;
        var certificate = Load(files);
        var authority = files.Authority is null ? null : X509CertificateLoader.LoadCertificateFromFile(files.Authority);
        return silo.UseTls(certificate, tls =>
        {
            tls.LocalCertificate = certificate;
            tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = certificate.GetNameInfo(X509NameType.DnsName, false);
            tls.RemoteCertificateValidation = (remote, chain, errors) => IsTrusted(remote, chain, errors, authority);
        });
    }

    // Silos are reached by address and recognised by their authority, so the name in a certificate is not compared.
    private static bool IsTrusted(X509Certificate2 remote, X509Chain? chain, SslPolicyErrors errors, X509Certificate2? authority)
    {
        if (authority is null)
            return (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(authority);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain is not null)
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(element => element.Certificate).ToArray());
        return own.Build(remote);
    }

    // Some platforms cannot use a key that exists in memory only; the round trip through PKCS #12 makes it usable on all.
    private static X509Certificate2 Load(TlsFiles files)
    {
        using var read = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }
}
